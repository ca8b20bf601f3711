"""Where the handler does on purpose what the contract for resource types does not want."""

DEVIATIONS: dict[str, str] = {
    "contract_update_without_create": "the contract wants NotFound; the handler creates what is"
    " declared, since a stack whose artifact somebody deleted by hand could not be mended"
    " otherwise",
    "contract_delete_update": "the contract wants NotFound; the handler creates the artifact again,"
    " for the same reason",
    "contract_delete_delete": "the contract wants NotFound; the handler responds SUCCESS, since a"
    " custom resource whose Delete fails keeps its stack from being deleted",
    "contract_update_create_only_property (source)": "the contract wants NotUpdatable;"
    " CloudFormation replaces a custom resource whose Update responds with another id",
}
"""What is deliberate, by the name of the test, with the reason."""
