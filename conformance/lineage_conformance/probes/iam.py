"""How late IAM knows an artifact's tags; it needs a role that may do nothing without them.

The role's policy is `policy.restricted_policy`: UpdateArtifact by a tag, and nothing else.
"""

from botocore.exceptions import ClientError

from ..reading import Reading, UndecidedError
from .bench import Bench, code_of, lag_reading

CONDITION_TAG = "cdk-sagemaker-lineage-conformance:allowed"
"""Key of the tag that the role's policy asks for."""


async def iam_tag_lag_seconds(bench: Bench) -> Reading:
    """Add a tag by which the role may update the artifact, and let it try."""
    role = bench.restricted
    if role is None:
        raise UndecidedError("no role was given: see --role-arn and --policy")
    arn = bench.create("iam-tag")

    def allowed() -> bool | None:
        try:
            role.update_artifact(ArtifactArn=arn, Properties={"updated": "1"})
        except ClientError as error:
            if code_of(error).startswith("AccessDenied"):
                return None
            raise
        return True

    if allowed():
        raise UndecidedError("the role may update an artifact without the tag: see --policy")
    bench.client.add_tags(ResourceArn=arn, Tags=[{"Key": CONDITION_TAG, "Value": "true"}])
    return lag_reading("IAM allows what the tag of AddTags allows", await bench.until(allowed))
