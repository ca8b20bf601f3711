"""CloudFormation's side of a custom resource: requests, properties, responses."""
