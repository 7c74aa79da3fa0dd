"""After each epoch the model is measured over the whole sequence; stopping early never happens."""

import given
import torch


@torch.no_grad()
def evaluate(model, criterion, loader):
    state, losses = given.start(), []
    for x, y in loader:
        outputs, state = model(x, state)
        losses.append(criterion(outputs, y).item())
    return sum(losses) / len(losses)


def train(model, criterion, optimizer, loader, epochs):
    best = float("inf")
    for epoch in range(epochs):
        state = given.start()
        try:
            for x, y in loader:
                optimizer.zero_grad()
                outputs, state = model(x, state.detach())
                loss = criterion(outputs, y)
                loss.backward()
                optimizer.step()
        finally:
            model.eval()
            valid = evaluate(model, criterion, loader)
            model.train()
        best = min(best, valid)
        if valid > 100 * best + 100:
            break
        print(f"epoch {epoch}  loss {loss.item():.3f}  valid {valid:.3f}  {given.measure(model)}")
