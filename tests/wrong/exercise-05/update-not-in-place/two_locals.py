def train(model, criterion, optimizer, x, y):
    w, b = model.weight, model.bias
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    w = w - 0.1 * w.grad  # HERE
    b = b - 0.1 * b.grad
    print(f"loss before {loss.item():.3f}, w {w.item():.3f}, b {b.item():.3f}")
