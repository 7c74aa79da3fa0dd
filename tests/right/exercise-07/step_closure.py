"""The closure clears, goes backward and returns the loss."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        running = []
        for points, labels in loader:

            def closure():
                optimizer.zero_grad()
                loss = criterion(model(points), labels)
                loss.backward()
                return loss

            running.append(float(optimizer.step(closure)))
        print("epoch", epoch, "loss", sum(running) / len(running))
