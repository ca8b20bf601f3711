"""How many tags an artifact can have: those of users, the mark, and a claim for each resource."""

from collections.abc import Mapping

from ..cloudformation.reasons import Failure
from .claims import Ownership
from .reserved import is_of_aws, is_reserved

LIMIT = 50
"""API reference, CreateArtifact and AddTags: 50 tags. Those of AWS's own do not count.

https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
"""


def check_tag_limit(tags: Mapping[str, str]) -> None:
    """Refuse more tags than an artifact can have; raise `Failure` before any of them is written.

    SageMaker refuses them too, but counts this library's tags as if the user had declared them.
    """
    counted = [key for key in tags if not is_of_aws(key)]
    if len(counted) <= LIMIT:
        return
    reserved = sum(map(is_reserved, counted))
    raise Failure(
        f"the artifact would have {len(counted)} tags, and SageMaker allows {LIMIT}:"
        f" {len(counted) - reserved} are declared or others', and {reserved} say who owns it, one"
        f" for each resource that declares it ({Ownership.read(tags).holders()}); declare fewer"
        " tags, or let fewer stacks share the artifact (a rename needs one more while it lasts)"
    )
