"""A smoke deployment: the example app of a checkout, deployed and destroyed by the cdk CLI."""


def deploy(*, aws: bool) -> int:
    raise NotImplementedError
