"""The artifact types that SageMaker and its SDK give to artifacts."""

from typing import Final


class ArtifactType:
    """Well-known artifact types; any other string of at most 256 characters is a type as well.

    The values are those with which SageMaker's own tools mark and look for artifacts: the
    SageMaker Python SDK's ``LineageSourceEnum`` (``sagemaker/lineage/query.py``; its other
    members name contexts, actions and jobs) and, for `TRANSFORMATION_CODE`, its feature
    processor (``sagemaker/feature_store/feature_processor``). Queries filter by type, letter
    for letter, so an artifact declared with these is found beside those that SageMaker made.
    """

    CHECKPOINT: Final = "Checkpoint"
    """Checkpoints of a training job."""

    CODE: Final = "Code"
    """Source code, say of a training job: the common word, as SageMaker makes none by itself."""

    DATA_SET: Final = "DataSet"
    """Data that a job reads or writes."""

    IMAGE: Final = "Image"
    """A container image that a job or model runs."""

    MODEL: Final = "Model"
    """A trained model."""

    MODEL_DATA: Final = "ModelData"
    """The data of a model that a model package holds."""

    TENSOR_BOARD: Final = "TensorBoard"
    """TensorBoard output of a training job."""

    TRANSFORMATION_CODE: Final = "TransformationCode"
    """Code that makes data of data, as the SDK's feature processor records it."""
