"""Functions as Lambda runs them: a process of their own, with what their zip holds."""
