def train(model, criterion, optimizer, loader, epochs):
    optimizer.register_step_pre_hook(lambda opt, args, kwargs: opt.zero_grad())  # HERE
    for epoch in range(epochs):
        for points, labels in loader:
            loss = criterion(model(points), labels)
            loss.backward()
            optimizer.step()
