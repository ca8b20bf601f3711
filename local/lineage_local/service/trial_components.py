"""Trial components, of which the service stores none: what is known of one is in its name.

SageMaker makes one for each job, named after the job with a suffix.
"""

from typing import NamedTuple


class JobKind(NamedTuple):
    """A kind of job, by the names that the API has for it.

    Parameters
    ----------
    resource
        In the ARNs of the jobs: ``training-job``.
    type
        The type that QueryLineage shows for the job's trial component: ``TrainingJob``
        (amazon-sagemaker-examples, recorded output of sagemaker-lineage-multihop-queries).
    """

    resource: str
    type: str

    @property
    def source_type(self) -> str:
        """The type that ListAssociations shows, and the SourceType: ``SageMakerTrainingJob``.

        Of a training job: developer guide, model dashboard, lineage entities. Assumption: the other
        kinds are named alike.
        """
        return f"SageMaker{self.type}"


_JOB_KINDS = (
    JobKind("training-job", "TrainingJob"),
    JobKind("processing-job", "ProcessingJob"),
    JobKind("transform-job", "TransformJob"),
)


class Job(NamedTuple):
    """The job that a trial component is of."""

    kind: JobKind
    name: str


def job_of(trial_component: str) -> Job | None:
    """Return the job that a trial component is of, by its name; None if no job made it.

    Examples
    --------
    >>> job_of("churn-7-aws-training-job")
    Job(kind=JobKind(resource='training-job', type='TrainingJob'), name='churn-7')
    """
    for kind in _JOB_KINDS:
        name = trial_component.removesuffix(f"-aws-{kind.resource}")
        if name not in ("", trial_component):
            return Job(kind, name)
    return None
