"""One stack as CloudFormation runs it, and what it believes to be deployed.

Its requests are sent by `sender`; a deployment's phases are in `deployment`, `clean_up` and
`rollback`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from .clean_up import AtOnce, clean_up, one_at_a_time
from .deployment import Deployment, GaveUp, ResourceFailed, destroy, leave
from .resources import PhysicalResource, Properties, SimulatedResource
from .responses import SimulatedResponse
from .rollback import roll_back
from .sender import RequestSender
from .unfinished import UnfinishedUpdate


@dataclass
class SimulatedStack(RequestSender):
    """One stack whose every resource is an artifact or an association.

    Attributes
    ----------
    template
        What was deployed last.
    resources
        What CloudFormation believes to be deployed.
    retained
        Logical and physical ids that a template has dropped without deleting.
    forgotten
        What CloudFormation no longer knows of though it may be there: the clean-up was given up,
        or the rollback skipped it. Its claim is stale. No physical id: what a failed Update may
        have made.
    unfinished
        What is to be undone or finished, while the stack is not stable.
    """

    template: Mapping[str, Properties] = field(default_factory=dict)
    resources: dict[str, SimulatedResource] = field(default_factory=dict)
    retained: list[tuple[str, str]] = field(default_factory=list)
    forgotten: list[PhysicalResource] = field(default_factory=list)
    unfinished: UnfinishedUpdate | None = None

    def create(self, logical_id: str, properties: Properties) -> SimulatedResponse:
        """Create one resource; a Create that fails is followed by a Delete.

        Raises
        ------
        ResourceFailed
            If it fails.
        """
        response = self.send_create(logical_id, properties)
        if not response.succeeded:
            self.delete(logical_id, properties, response.physical_id)
            raise ResourceFailed(response.reason)
        self.resources[logical_id] = SimulatedResource(
            properties, response.physical_id, response.data
        )
        return response

    def delete(self, logical_id: str, properties: Properties, physical_id: str) -> None:
        """Send the Delete of one physical id, as often as `attempts` says.

        Raises
        ------
        GaveUp
            If each of them fails.
        """
        response = self.insist(self.request("Delete", logical_id, properties, physical_id))
        if not response.succeeded:
            raise GaveUp(response.reason)

    def deploy(
        self,
        template: Mapping[str, Properties],
        *,
        fail_at_end: bool = False,
        fail_after: int | None = None,
        retain: Collection[str] = (),
        skip: Collection[str] = (),
        rolls_back: bool = True,
        at_once: AtOnce = one_at_a_time,
    ) -> None:
        """Bring the stack to a template: create and update, then clean up; or roll back.

        Parameters
        ----------
        template
            Properties by logical id.
        fail_at_end
            Let another resource of the stack fail after all of these have succeeded.
        fail_after
            Let it fail after so many of these.
        retain
            Logical ids that are not deleted when the template no longer has them.
        skip
            Logical ids that a user skips when their rollback has failed.
        rolls_back
            Whether a failed deployment is rolled back: express mode, for one, does not.
        at_once
            Calls what it is given, which changes one resource after another. To have several
            changed at the same time, it calls it several times at the same time.

        Raises
        ------
        ResourceFailed
            If the deployment failed; it has been rolled back, or stays as it is.
        GaveUp
            If the rollback failed as well.
        """
        deployment = Deployment(self, at_once)
        reason = deployment.change(template, fail_after=fail_after, fail_at_end=fail_at_end)
        if reason is None:
            clean_up(self, template, retain, at_once)
        elif rolls_back:
            roll_back(self, skip, at_once)
        else:
            leave(self, template)
        if reason is not None:
            raise ResourceFailed(reason)

    def continue_rollback(self, skip: Collection[str] = ()) -> None:
        """Go on with a rollback that was given up, as a user has it go on.

        Raises
        ------
        GaveUp
            If it fails again, for a resource that is not to be skipped.
        """
        roll_back(self, skip, one_at_a_time)

    def destroy(self) -> None:
        """Delete the stack.

        Raises
        ------
        GaveUp
            If a resource could not be deleted.
        """
        destroy(self)

    @property
    def update(self) -> UnfinishedUpdate:
        """The update that is unfinished, or begins."""
        if self.unfinished is None:
            self.unfinished = UnfinishedUpdate(self.template, dict(self.resources))
        return self.unfinished

    def settle(self, template: Mapping[str, Properties]) -> None:
        """Note that the stack is stable."""
        self.template, self.unfinished = template, None
