"""Quotas of SageMaker lineage: how many entities an account can have in a region.

They hold for what users create; what SageMaker makes by itself does not count. The defaults are
those that the SageMaker examples name: sagemaker-lineage.ipynb of amazon-sagemaker-examples.
"""

import re
from collections.abc import Iterator
from typing import Final

import boto3
from botocore.exceptions import BotoCoreError, ClientError

DEFAULTS: Final = {"artifacts": 6000, "actions": 3000, "contexts": 500, "associations": 6000}
"""The quotas where Service Quotas names none."""

# Which names Service Quotas gives them is published nowhere.
_NAME = re.compile(
    rf"(?:(?:maximum|total) )?(?:number of )?(?:lineage )?({'|'.join(DEFAULTS)})(?: .*)?",
    re.IGNORECASE,
)


def quotas(session: boto3.Session) -> dict[str, tuple[int, str]]:
    """Return the quota of each kind of entity, and where it is from.

    Parameters
    ----------
    session
        The session to call Service Quotas with; if that refuses, the defaults are returned.
    """
    found = {kind: (count, "default") for kind, count in DEFAULTS.items()}
    try:
        found |= dict(_listed(session))
    except (BotoCoreError, ClientError):
        # Whoever may read lineage may not be allowed to read quotas.
        return found
    return found


def _listed(session: boto3.Session) -> Iterator[tuple[str, tuple[int, str]]]:
    pages = session.client("service-quotas").get_paginator("list_service_quotas")
    for page in pages.paginate(ServiceCode="sagemaker"):
        for quota in page["Quotas"]:
            name = _NAME.fullmatch(quota["QuotaName"])
            if name:
                yield name[1].lower(), (int(quota["Value"]), "Service Quotas")
