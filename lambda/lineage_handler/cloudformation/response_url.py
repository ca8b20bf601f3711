"""Where CloudFormation receives responses: the hosts that a ``ResponseURL`` may name.

It is a presigned URL of S3, in a bucket that CloudFormation has in each region,
``cloudformation-custom-resource-response-`` and the region without its dashes.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/vpc-interface-endpoints.html

Public requests show the bucket as part of the host, never of the path, and S3's endpoint as
``s3.amazonaws.com``, ``s3-eu-west-1.amazonaws.com``, ``s3.us-east-1.amazonaws.com`` and
``s3.cn-north-1.amazonaws.com.cn``. S3 has the same with ``-fips`` and with ``.dualstack``.
https://docs.aws.amazon.com/general/latest/gr/s3.html
"""

import os
import re

_BUCKET = "cloudformation-custom-resource-response-"


def is_known(url: object) -> bool:
    """Return whether CloudFormation receives responses at a URL.

    It does in its bucket of the function's own region and partition, over https. The embedded cloud
    does where the SDK finds its other services: ``AWS_ENDPOINT_URL``, which Lambda does not set.
    """
    # The beginning is compared as a text: two parsers can see two hosts in one URL.
    if not isinstance(url, str):
        return False
    override = os.environ.get("AWS_ENDPOINT_URL")
    is_embedded = bool(override) and url.startswith(f"{override}/")
    return is_embedded or bool(_of_the_region().match(url))


def _of_the_region() -> re.Pattern[str]:
    region, suffix = os.environ["AWS_REGION"], os.environ["URL_SUFFIX"]
    bucket = _BUCKET + re.escape(region.replace("-", ""))
    endpoint = rf"s3(-fips)?(\.dualstack)?([.-]{re.escape(region)})?\.{re.escape(suffix)}"
    return re.compile(rf"https://{bucket}\.{endpoint}(:443)?/")
