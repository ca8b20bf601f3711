"""A CDK app whose artifacts are declared in a JSON file, so that tests can change them.

``{"stack": {"construct id": {"source": …, "artifact_type": …, …, "tags": {…}}}}``; ``"!"`` as the
construct id adds an artifact that SageMaker refuses, after all others of its stack. With ``ends``
in place of a source, the ids of two artifacts, it is an association.
"""

import json
import sys
from pathlib import Path
from typing import Any

from aws_cdk import App, CfnOutput, CfnParameter, Stack, Tags

from sagemaker_lineage import (
    Artifact,
    ArtifactSource,
    Association,
    MetadataProperties,
    OnExisting,
)


def declare(stack: Stack, construct_id: str, declared: dict[str, Any]) -> Artifact:
    tags = declared.pop("tags", {})
    metadata = declared.pop("metadata_properties", None)
    artifact = Artifact(
        stack,
        construct_id,
        source=ArtifactSource.from_uri(declared.pop("source")),
        on_existing=OnExisting(declared.pop("on_existing", "FAIL")),
        metadata_properties=MetadataProperties(**metadata) if metadata else None,
        **declared,
    )
    for key, value in tags.items():
        Tags.of(artifact).add(key, value)
    return artifact


def associate(
    stack: Stack, construct_id: str, artifacts: dict[str, Artifact], declared: dict[str, Any]
) -> Association:
    source, destination = (artifacts[end] for end in declared.pop("ends"))
    return Association(stack, construct_id, source=source, destination=destination, **declared)


# CDK's own template validation takes two seconds of each command.
app = App(builtin_cloud_formation_validation=False)
for stack_name, entities in json.loads(Path(sys.argv[1]).read_text()).items():
    stack = Stack(app, stack_name)
    refused = entities.pop("!", None)
    edges = {key: props for key, props in entities.items() if "ends" in props}
    artifacts = {
        key: declare(stack, key, props) for key, props in entities.items() if key not in edges
    }
    joined = [associate(stack, key, artifacts, props) for key, props in edges.items()]
    # A stack has at most 200 outputs.
    for artifact in [*artifacts.values()][:200]:
        CfnOutput(stack, f"{artifact.node.id}Arn", value=artifact.artifact_arn)
    if refused is not None:
        name = CfnParameter(stack, "NameKnownWhenDeployed", default="not a name")
        last = declare(stack, "Refused", refused | {"artifact_name": name.value_as_string})
        last.node.add_dependency(*artifacts.values(), *joined)
app.synth()
