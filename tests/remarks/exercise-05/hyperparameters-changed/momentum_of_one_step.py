def train(model, criterion, optimizer, x, y):
    for group in optimizer.param_groups:
        group["momentum"] = 0.9  # HERE
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    print(f"loss before {loss.item():.3f}")
