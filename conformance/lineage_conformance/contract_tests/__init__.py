"""CloudFormation's contract tests for resource types, as far as a custom resource can pass them.

CloudFormation's own types are registered only if they pass a suite of tests, which creates, reads,
lists, updates and deletes a resource in all orders ("Contract tests for resource types",
CloudFormation CLI user guide). A custom resource has no handler to read or list, so SageMaker's own
calls stand in for them. Where the handler deviates on purpose, `deviations` says why.
"""
