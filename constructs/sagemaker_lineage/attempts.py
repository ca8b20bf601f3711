"""Lambda's attempts at one request, and how long CloudFormation waits for them.

Lambda invokes a function that fails twice again, after one minute and after two more (Lambda
Developer Guide, "How Lambda handles errors and retries with asynchronous invocation").
"""

_ATTEMPTS = 3
_BETWEEN_ATTEMPTS_SECONDS = 60 + 120

_SLACK_SECONDS = 120
"""Attempts do not begin to the second: an event waits in Lambda's queue, a function starts."""


def service_timeout_seconds(timeout_seconds: int) -> int:
    """Return how long CloudFormation waits for a response: as long as all attempts can take.

    Parameters
    ----------
    timeout_seconds
        That of the function. With Lambda's longest, 15 minutes, it is 50 minutes, within the hour
        that CloudFormation allows (its ``ServiceTimeout`` property).
    """
    return _ATTEMPTS * timeout_seconds + _BETWEEN_ATTEMPTS_SECONDS + _SLACK_SECONDS


def max_event_age_seconds(timeout_seconds: int) -> int:
    """Return the age at which a request is dropped: no attempt outlasts CloudFormation's wait.

    Otherwise a late Create would make what nobody knows of.

    Parameters
    ----------
    timeout_seconds
        That of the function.
    """
    return service_timeout_seconds(timeout_seconds) - timeout_seconds
