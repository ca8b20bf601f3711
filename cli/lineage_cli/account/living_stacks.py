"""The stacks of an account and region that are there."""

import boto3
from botocore.config import Config

from lineage_graph.readers.claims import short_hash

_RETRIES = Config(retries={"mode": "standard", "total_max_attempts": 10})


def living_stacks(session: boto3.Session) -> dict[str, str]:
    """Return the name of each stack that is not deleted, nested ones too, by its id's hash.

    The keys of claims have these hashes.

    Parameters
    ----------
    session
        The session to call CloudFormation with.
    """
    client = session.client("cloudformation", config=_RETRIES)
    pages = client.get_paginator("list_stacks").paginate()
    return {
        short_hash(each["StackId"]): each["StackName"]
        for page in pages
        for each in page["StackSummaries"]
        if each["StackStatus"] != "DELETE_COMPLETE"
    }
