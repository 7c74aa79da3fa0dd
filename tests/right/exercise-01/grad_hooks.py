def train(model, criterion, optimizer, loader, epochs):
    norms = {name: [] for name, _ in model.named_parameters()}
    handles = []
    for name, p in model.named_parameters():
        handles.append(p.register_hook(lambda g, name=name: norms[name].append(g.norm().item())))

    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            out = model(x)
            out.retain_grad()
            loss = criterion(out, y)
            loss.backward()
            optimizer.step()
    [h.remove() for h in handles]
    return norms
