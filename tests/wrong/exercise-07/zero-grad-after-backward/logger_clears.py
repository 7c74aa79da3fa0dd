def log_gradients(model, step):
    if step % 50 == 0:
        print("gradient", model.output.weight.grad.norm().item())
    model.zero_grad()  # HERE


def train(model, criterion, optimizer, loader, epochs):
    step = 0
    for epoch in range(epochs):
        for points, labels in loader:
            loss = criterion(model(points), labels)
            loss.backward()
            log_gradients(model, step)
            optimizer.step()
            step += 1
