"""Whether a request is CloudFormation's, for the function's own stack.

Whoever may invoke the function can send it any event. The function has rights on the lineage of its
whole account and region, and sends its response wherever the event says. So the template pins both:
the environment variables ``STACK_ID`` and ``URL_SUFFIX`` have the stack's own values.
"""

import os
from collections.abc import Mapping
from typing import Any

from .response_url import is_known

_PINNED = ("STACK_ID", "URL_SUFFIX")


def refusal(event: Mapping[str, Any]) -> str | None:
    """Return why an event is not served, for the log, or None if it is.

    The reason quotes nothing of the event. What is refused gets no response at all, not even a
    FAILED at a host of CloudFormation: whoever forged it learns nothing, and CloudFormation itself
    sends nothing that is refused, since resources can use only the function of their own stack.

    Without the variables nothing is served. The template that has this code sets them in the same
    deployment, so somebody has removed them since.
    """
    if missing := [name for name in _PINNED if not os.environ.get(name)]:
        return f"{' and '.join(missing)} not set, which the template sets: deploy the stack again"
    if event.get("StackId") != os.environ["STACK_ID"]:
        return "StackId is that of another stack: this function serves its own stack only"
    if not is_known(event.get("ResponseURL")):
        return "ResponseURL is not where CloudFormation receives responses in this region"
    return None
