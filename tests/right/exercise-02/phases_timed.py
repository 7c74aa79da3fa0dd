"""Each of the calls is timed, to see which one takes longest."""

from time import perf_counter


def train(model, criterion, optimizer, loader, epochs):
    spent = dict.fromkeys(("forward", "loss", "backward", "step"), 0.0)

    def timed(name, call, *args):
        start = perf_counter()
        result = call(*args)
        spent[name] += perf_counter() - start
        return result

    for epoch in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            outputs = timed("forward", model, images)
            loss = timed("loss", criterion, outputs, labels)
            timed("backward", loss.backward)
            timed("step", optimizer.step)
    print({name: round(seconds, 3) for name, seconds in spent.items()})
