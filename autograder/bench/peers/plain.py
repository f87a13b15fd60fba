"""A question of the kit as plain Python: what an instructor would write into a test, with an assert on right numbers.

Each function writes one probe's question as lines that leave the student's numbers in `got`. They use the names
Value, Neuron, Layer, MLP, hinge_loss, train and, for the assert, `numpy`.
"""


def check_text(questions):
    """Return the body of a test that asks `questions`, (probe, arguments, right numbers) each."""
    return "\n".join(line for probe, arguments, right in questions for line in [
        *WRITERS[probe](**arguments), f"numpy.testing.assert_allclose(got, {right!r}, rtol=1e-9, atol=1e-9)"])


def _step(operation, *operands):
    """Return one step of a program as an expression; step k is called `n<k>`."""
    x = [f"n{operand}" if isinstance(operand, int) else repr(operand[0]) for operand in operands]
    if operation in ("leaf", "neg", "sum"):
        return {"leaf": f"Value({x[0]})", "neg": f"-{x[0]}", "sum": f"sum([{', '.join(x)}])"}[operation]
    if operation in ("relu", "tanh", "exp", "log"):
        return f"{x[0]}.{operation}()"
    return f"{x[0]} {operation} {x[1]}"


def _data(steps):
    nodes = [f"n{number}" for number in range(len(steps))]
    return [*[f"{node} = {_step(*step)}" for node, step in zip(nodes, steps, strict=True)],
            f"got = [node.data for node in ({', '.join(nodes)},)]"]


def _gradients(steps, roots):
    *lines, data = _data(steps)
    return [*lines, *[f"n{root}.backward()" for root in roots], data,
            data.replace("got = ", "got += ").replace(".data", ".grad")]


def _model(kind, sizes, numbers):
    return [f"model = {kind}({', '.join(map(repr, sizes))})",
            f"for p, number in zip(model.parameters(), {numbers!r}, strict=True):", "    p.data = number"]


def _network(kind, sizes, numbers, inputs, seeds, as_values=False):
    x = f"[Value(x) for x in {inputs!r}]" if as_values else repr(inputs)
    return [*_model(kind, sizes, numbers), f"inputs = {x}", *_there_and_back(seeds),
            "got = [out.data for out in outputs] + [p.grad for p in model.parameters()]",
            *["got += [x.grad for x in inputs]"] * as_values]


def _zeroed(kind, sizes, numbers, inputs, seeds):
    more = "got += [p.grad for p in model.parameters()]"
    return [*_model(kind, sizes, numbers), f"inputs, got = {inputs!r}, []", *_there_and_back(seeds), more,
            "model.zero_grad()", more, *_there_and_back(seeds), more]


def _there_and_back(seeds):
    return ["outputs = model(inputs)", "outputs = outputs if isinstance(outputs, list) else [outputs]",
            f"sum(seed * out for seed, out in zip({seeds!r}, outputs, strict=True)).backward()"]


def _counts(kind, sizes):
    return [f"parameters = {kind}({', '.join(map(repr, sizes))}).parameters()",
            "got = [len(parameters), len({id(p) for p in parameters})]"]


def _listed(kind, sizes, numbers):
    return [*_model(kind, sizes, numbers), "got = [p.data for p in model.parameters()]"]


def _loss(name, numbers, others):
    return [f"scores = [Value(x) for x in {numbers!r}]", f"loss = {name}(scores, *{others!r})", "loss.backward()",
            "got = [loss.data] + [score.grad for score in scores]"]


def _train(sizes, numbers, points, labels, batches, rate, unit, name):
    return [*_model("MLP", sizes, numbers), f"got = {name}(model, {points!r}, {labels!r}, {batches!r}, {rate!r})",
            "got = got + [p.data for p in model.parameters()]"]


#: probe -> how its question is written
WRITERS = {"data": _data, "gradients": _gradients, "network": _network, "zeroed": _zeroed, "counts": _counts,
           "listed": _listed, "loss": _loss, "train": _train}
