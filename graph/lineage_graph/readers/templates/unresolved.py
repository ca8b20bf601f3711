"""What is raised where a value of a template is not known."""


class UnresolvedError(Exception):
    """A value cannot be resolved; the message says why, to follow on "because"."""
