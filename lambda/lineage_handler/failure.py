"""The one exception whose text is meant for the user: it becomes the Reason of a FAILED answer."""


class Failure(Exception):
    """The request cannot be carried out; the message says why and what to do."""
