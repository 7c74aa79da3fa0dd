def train(model, criterion, optimizer, loader, epochs):
    handle = optimizer.register_step_post_hook(lambda opt, args, kwargs: opt.zero_grad())
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
    handle.remove()
