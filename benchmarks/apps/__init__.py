"""Small apps that declare the same artifacts in different ways.

``artifact`` does it with this library; ``raw`` with a custom resource whose handler is crhelper and
boto3, as crhelper's README has it; ``aws_custom_resource`` with CDK's own construct for single API
calls. Each is written as its documentation tells.
"""

OURS = "this library"
RAW = "crhelper + boto3"
AWS_CUSTOM_RESOURCE = "AwsCustomResource"
