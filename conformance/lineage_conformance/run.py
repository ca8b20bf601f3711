"""One run: the sweeper, the probes, the contract tests, and the sweeper again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .assumptions import ASSUMPTIONS
from .budget import Budget
from .clock import RunClock
from .contract_tests.artifact import check_artifact
from .contract_tests.association import check_association
from .contract_tests.resource import ARTIFACT, ASSOCIATION
from .contract_tests.result import ContractResults, TestedContract
from .finding import Finding, unprobed
from .journal import Journal
from .probes import PROBES
from .probes.bench import Bench
from .reading import Reading, UndecidedError
from .schedule import Steps, run_together
from .stopped import Stopped, stoppable, unstoppable
from .sweeper import Sweeper

_NOT_RUN = UndecidedError("the run was stopped before")


@dataclass
class Run:
    """What one run has found, as far as it has come.

    Parameters
    ----------
    bench
        What the probes and the contract tests work with.
    budget, journal
        Those that watch the bench's clients.
    clock
        What everything waits on.
    """

    bench: Bench
    budget: Budget
    journal: Journal
    clock: RunClock
    is_stopped: bool = field(default=False, init=False)
    tested: list[TestedContract] = field(default_factory=list, init=False)
    _results: dict[str, Reading | UndecidedError] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.sweeper = Sweeper(self.bench.client, self.clock)

    @property
    def findings(self) -> list[Finding]:
        """What is known of each assumption."""
        return [
            Finding(each, self._results.get(name, _NOT_RUN)) if name in PROBES else unprobed(each)
            for name, each in ASSUMPTIONS.items()
        ]

    def perform(self) -> None:
        """Do all of it; when a signal stops it, only what has been made is swept."""
        with unstoppable():
            try:
                with stoppable():
                    self.sweeper.sweep_dead_runs()
                    self.probe()
                    self.test_contract()
            except Stopped:
                self.is_stopped = True
            finally:
                with self.budget.sweeping():
                    self.sweeper.sweep_run(self.journal, self.bench.uri_prefix)

    def probe(self, *names: str) -> None:
        """Run the probes of some names, or all of them."""
        probes = {name: PROBES[name](self.bench) for name in names or PROBES}
        for name, result in run_together(probes, self.clock, self.budget):
            self._results[name] = result

    def test_contract(self) -> None:
        """Run the contract tests."""
        results = {each: ContractResults(each) for each in (ARTIFACT, ASSOCIATION)}
        tests: Mapping[str, Steps[None]] = {
            ARTIFACT: check_artifact(self.bench, results[ARTIFACT]),
            ASSOCIATION: check_association(self.bench, results[ASSOCIATION]),
        }
        for name, result in run_together(tests, self.clock, self.budget):
            if result is not None:
                results[name].undecided(str(result))
            self.tested += results[name].tested
