def train(**cfg):
    model, criterion = cfg["model"], cfg["criterion"]
    optimizer, loader = cfg["optimizer"], cfg["loader"]
    for _ in range(cfg["epochs"]):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
