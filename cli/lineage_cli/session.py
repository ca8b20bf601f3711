"""The AWS session of the command."""

import os

import boto3


def aws_session() -> boto3.Session:
    """Return a session by the variables and profiles of the AWS CLI.

    The AWS CLI and the cdk CLI heed ``AWS_REGION``, boto3 only ``AWS_DEFAULT_REGION``.
    """
    return boto3.Session(region_name=os.environ.get("AWS_REGION"))
