"""The loss is detached in place, but only after it has gone backward."""


def train(model, criterion, optimizer, loader, epochs):
    log = []
    for _ in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            log.append(loss.detach_())
        print("loss", float(sum(log[-len(loader):])) / len(loader))
