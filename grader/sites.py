"""Where a correct loop can be broken: its calls, loops and names, and edits at these places."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property

from grader.edit import Edit, Edits, Impossible, Text
from grader.source import NO_GRAD
from grader.syntax import FUNCTIONS, called, mentions

Function = ast.FunctionDef | ast.AsyncFunctionDef
MODELS = frozenset(("model", "generator", "discriminator", "net"))
CRITERIA = frozenset(("criterion", "loss_fn", "loss_func"))
OPTIMIZERS = frozenset(("optimizer", "optim", "opt"))


@dataclass(frozen=True)
class Site:
    """A call, and the statement that it stands in."""

    call: ast.Call
    statement: ast.stmt

    @property
    def whole(self) -> bool:
        """Whether the statement is nothing but the call."""
        return isinstance(self.statement, ast.Expr) and self.statement.value is self.call

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands, to sort by."""
        return self.call.lineno, self.call.col_offset

    @property
    def receiver(self) -> ast.expr:
        """Whose method is called."""
        assert isinstance(self.call.func, ast.Attribute)
        return self.call.func.value


@dataclass(frozen=True)
class Update:
    """One backward and the step that follows it in the same loop."""

    backward: Site
    step: Site
    zeros: tuple[Site, ...]


@dataclass(frozen=True)
class Batches:
    """A loop over the given loader that trains, and what it calls the parts of a batch."""

    loop: ast.For
    names: tuple[str, ...]


def name_of(node: ast.AST) -> str:
    """The last name of a path: `optimizer` for `self.optimizer` and for `optimizer["d"]`."""
    if isinstance(node, ast.Subscript):
        return name_of(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def names_in(node: ast.AST) -> set[str]:
    """All plain names that are used in it."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


@dataclass(frozen=True)
class Loop(Text):
    """A loop that trains as it should, and the text of what is given to it."""

    given: str = ""

    @cached_property
    def train(self) -> Function | None:
        """The function train()."""
        found = [n for n in self.tree.body if isinstance(n, FUNCTIONS) and n.name == "train"]
        return found[0] if found else None

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of train()'s parameters."""
        return tuple(a.arg for a in self.train.args.args) if self.train else ()

    @cached_property
    def optimizers(self) -> frozenset[str]:
        """What given optimizers are called: not what a call has made."""
        names = {n for n in self.parameters if n.endswith("optimizer")} | OPTIMIZERS
        made = {
            name_of(target)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
            for target in node.targets
        }
        return frozenset(names - made)

    @cached_property
    def criteria(self) -> frozenset[str]:
        """What given criteria are called."""
        return CRITERIA | {n for n in self.parameters if n.endswith("criterion")}

    @cached_property
    def models(self) -> tuple[str, ...]:
        """The parameters of train() that are models."""
        return tuple(n for n in self.parameters if n in MODELS)

    @cached_property
    def built(self) -> dict[str, ast.expr]:
        """What the given parts are made with, by name, where that is plain to see."""
        found: dict[str, ast.expr] = {}
        for node in ast.walk(ast.parse(self.given)):
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Dict):
                pairs = zip(node.value.keys, node.value.values, strict=True)
                found |= {str(k.value): v for k, v in pairs if isinstance(k, ast.Constant)}
        return found

    @property
    def carries(self) -> bool:
        """Whether a state is handed on from batch to batch: given.py has its beginning."""
        return "def start(" in self.given

    def setting(self, part: str, key: str) -> object:
        """A keyword's value in the call that makes a given part; None where it has none."""
        made = self.built.get(part)
        keywords = made.keywords if isinstance(made, ast.Call) else []
        values = [k.value for k in keywords if k.arg == key]
        return values[0].value if values and isinstance(values[0], ast.Constant) else None

    def kind(self, part: str) -> str:
        """The class that a given part is made with."""
        made = self.built.get(part)
        return called(made) if isinstance(made, ast.Call) else ""

    @cached_property
    def calls(self) -> list[Site]:
        """Every call, in the order of the text."""
        calls = [n for n in ast.walk(self.tree) if isinstance(n, ast.Call)]
        sites = (Site(c, self.statement_of(c)) for c in calls)
        return sorted(sites, key=lambda s: s.place)

    def _methods(self, name: str) -> list[Site]:
        return [
            s
            for s in self.calls
            if isinstance(s.call.func, ast.Attribute) and s.call.func.attr == name
        ]

    def backwards(self) -> list[Site]:
        """The calls of a tensor's backward()."""
        return [s for s in self._methods("backward") if not s.call.args]

    def steps(self) -> list[Site]:
        """The calls of a given optimizer's step(), without a closure."""
        return [
            s
            for s in self._methods("step")
            if name_of(s.receiver) in self.optimizers and not s.call.args
        ]

    def zeros(self) -> list[Site]:
        """The calls of zero_grad() of a given optimizer or model, as statements."""
        owners = self.optimizers | MODELS
        return [s for s in self._methods("zero_grad") if s.whole and name_of(s.receiver) in owners]

    def updates(self) -> list[Update]:
        """Each backward that one step follows: all other arrangements are left alone."""
        found = []
        pending: dict[ast.AST | None, list[Site]] = {}
        steps = self.steps()
        for site in sorted([*self.backwards(), *steps], key=lambda s: s.place):
            function = self.function_of(site.call)
            if site not in steps:
                pending.setdefault(function, []).append(site)
                continue
            before = pending.pop(function, [])
            if len(before) == 1 and self._pair(before[0], site):
                found.append(Update(before[0], site, self._zeros_of(site)))
        return found

    def _pair(self, backward: Site, step: Site) -> bool:
        plain = backward.whole and step.whole and not backward.call.keywords
        return plain and self.loops_of(backward.call) == self.loops_of(step.call)

    def _zeros_of(self, step: Site) -> tuple[Site, ...]:
        """The zero_grad() calls in the step's function that empty what it uses."""
        own, several = name_of(step.receiver), len(self.optimizers & set(self.parameters)) > 1
        return tuple(
            z
            for z in self.zeros()
            if self.function_of(z.call) is self.function_of(step.call)
            and (name_of(z.receiver) == own or not several)
        )

    def lone_backwards(self) -> list[Site]:
        """Each backward, as a statement, that alone is responsible for its step."""
        paired = [u.backward for u in self.updates()]
        functions = [self.function_of(s.call) for s in self.backwards()]
        return [
            s
            for s in self.backwards()
            if s.whole
            and not s.call.keywords
            and (s in paired or functions.count(self.function_of(s.call)) == 1)
        ]

    def lone_steps(self) -> list[Site]:
        """Each step, as a statement, that is the only one of its optimizer."""
        steps = [s for s in self.steps() if s.whole]
        owners = [ast.unparse(s.receiver) for s in steps]
        return [s for s in steps if owners.count(ast.unparse(s.receiver)) == 1]

    def made(self, site: Site) -> ast.Assign | None:
        """Where the loss that goes backward was last assigned, in the same function."""
        used, function = names_in(site.receiver), self.function_of(site.call)
        found = [
            n
            for n in ast.walk(self.tree)
            if isinstance(n, ast.Assign)
            and n.lineno <= site.call.lineno
            and self.function_of(n) is function
            and any(isinstance(t, ast.Name) and t.id in used for t in n.targets)
        ]
        return max(found, key=lambda n: (n.lineno, n.col_offset), default=None)

    def losses(self) -> list[tuple[Site, ast.Assign]]:
        """Each lone backward of a plain name, and where that was assigned."""
        pairs = [(s, self.made(s)) for s in self.lone_backwards()]
        return [(s, m) for s, m in pairs if m is not None and isinstance(s.receiver, ast.Name)]

    def criterion_calls(self) -> list[Site]:
        """The calls of a given criterion in training."""
        calls = [s for s in self.calls if name_of(s.call.func) in self.criteria]
        return [s for s in self._in_training(calls) if len(s.call.args) == 2]

    def model_calls(self) -> list[Site]:
        """The calls of a given model in training."""
        calls = [s for s in self.calls if name_of(s.call.func) in MODELS and s.call.args]
        return self._in_training(calls)

    def _in_training(self, sites: list[Site]) -> list[Site]:
        """Those with gradients enabled: before a backward of their function, or there is one."""
        sites = [s for s in sites if not self.without_gradient(s.call)]
        backwards = self.backwards()
        return [
            s
            for s in sites
            if len(sites) == 1
            or any(
                self.function_of(b.call) is self.function_of(s.call)
                and s.call.lineno <= b.call.lineno
                for b in backwards
            )
        ]

    def without_gradient(self, node: ast.AST) -> bool:
        """Whether a `with` or a decorator disables gradients there."""
        for ancestor in self.ancestors(node):
            heads: list[ast.expr] = []
            if isinstance(ancestor, ast.With):
                heads = [item.context_expr for item in ancestor.items]
            elif isinstance(ancestor, FUNCTIONS):
                heads = ancestor.decorator_list
            if any(mentions(h, NO_GRAD) for h in heads):
                return True
        return False

    def batch_loops(self) -> list[Batches]:
        """The loops over the given loader that train."""
        over = [
            n
            for n in ast.walk(self.tree)
            if isinstance(n, ast.For) and _is_loader(source_of(n.iter))
        ]
        acts = {s.call for s in (*self.backwards(), *self.steps(), *self.zeros())}
        training = [n for n in over if acts & set(ast.walk(n))]
        quiet = [n for n in over if not self.without_gradient(n)]
        return [Batches(n, _batch_names(n)) for n in training or quiet[:1]]

    def batches_of(self, node: ast.AST) -> Batches | None:
        """The batch loop that is the innermost loop around a node."""
        around = self.loops_of(node)
        return next((b for b in self.batch_loops() if around and b.loop is around[0]), None)

    def batch_head(self) -> Edits:
        """The mark at the head of the batch loop, where there is just one."""
        loops = self.batch_loops()
        return [self.here(loops[0].loop)] if len(loops) == 1 else []

    def epoch_loops(self) -> list[ast.For]:
        """The loops over range(epochs)."""
        return [
            n
            for n in ast.walk(self.tree)
            if isinstance(n, ast.For)
            and isinstance(n.iter, ast.Call)
            and called(n.iter) == "range"
            and [name_of(a) for a in n.iter.args] == ["epochs"]
        ]

    def trains(self) -> list[Function]:
        """The function train(), if its body begins a line of its own."""
        return [self.train] if self.train else []

    def at_start(self, new: str) -> Edits:
        """Put the lines `new` at the beginning of train()."""
        if self.train is None:
            raise Impossible
        documented = ast.get_docstring(self.train) is not None and len(self.train.body) > 1
        return self.before(self.train.body[1 if documented else 0], new)

    def receiver_text(self, site: Site) -> str:
        """The text of what a method is called on, with its parentheses."""
        func = site.call.func
        assert isinstance(func, ast.Attribute)
        start, end = self.span(func)
        return self.text[start : end - len(func.attr)].rstrip().removesuffix(".").rstrip()

    def without_parentheses(self, site: Site) -> Edits:
        """Take a call's parentheses away."""
        _, end = self.span(site.call.func)
        return [self.here(site.call), Edit(end, self.span(site.call)[1], "")]


def source_of(node: ast.expr) -> ast.expr:
    """What is gone through in the end: the loader in `enumerate(loader)`."""
    while isinstance(node, ast.Call) and node.args and called(node) in ("enumerate", "iter"):
        node = node.args[0]
    return node


def _is_loader(node: ast.expr) -> bool:
    return not isinstance(node, ast.Call) and name_of(node) == "loader"


def _batch_names(loop: ast.For) -> tuple[str, ...]:
    """The names of the parts of a batch, empty where it is not taken apart in the head."""
    target: ast.expr = loop.target
    if isinstance(loop.iter, ast.Call) and called(loop.iter) == "enumerate":
        parts = target.elts if isinstance(target, ast.Tuple) else []
        target = parts[1] if len(parts) == 2 else target
    parts = target.elts if isinstance(target, (ast.Tuple, ast.List)) else []
    names = tuple(p.id for p in parts if isinstance(p, ast.Name))
    return names if len(names) == len(parts) else ()
