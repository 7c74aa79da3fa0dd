import math

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            out = model(x)
            loss = criterion(out, y)
            if not math.isfinite(loss.item()):
                raise FloatingPointError(f"loss is {loss.item()} in epoch {epoch}")
            loss.backward()
            optimizer.step()
            del out, loss
