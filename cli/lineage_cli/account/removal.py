"""The removal of leftovers: each is looked at again before anything is done to it.

It can be killed between any two calls and run again: a record is deleted after its association, and
an artifact after its associations, and what is gone is not there the next time.
"""

from lineage_graph.readers.claims import ADOPTED, ASSOCIATION_MARK, MARK, claims

from .artifacts import AccountArtifacts
from .leftovers import AccountOwnership, Action, Leftover


def remove(leftover: Leftover, owned: AccountOwnership, artifacts: AccountArtifacts) -> str | None:
    """Delete or release a leftover.

    Parameters
    ----------
    leftover
        The leftover.
    owned
        What a living stack claims, which is not touched.
    artifacts
        What it is removed with.

    Returns
    -------
    str | None
        Why it was left as it is; ``None`` if it is gone, or released.
    """
    arn = leftover.artifact.arn
    tags = artifacts.tags(arn)
    if tags is None:
        return None
    # Somebody may have adopted it meanwhile.
    if tags != leftover.tags:
        return "its tags have changed since it was read"
    if leftover.action is Action.RELEASE:
        artifacts.delete_tags(arn, [MARK, *(claim.key for claim in claims(tags))])
        return None
    if leftover.is_record:
        pair = artifacts.entities_of_record(arn)
        if pair and tags.get(ASSOCIATION_MARK) != ADOPTED:
            artifacts.delete_association(pair)
    else:
        pairs = artifacts.associations(arn)
        if any(map(owned.is_declared, pairs)):
            return "a living stack declares an association with it"
        for pair in pairs:
            artifacts.delete_association(pair)
    artifacts.delete(arn)
    return None
