import given


def train(model, criterion, optimizer, loader, epochs, window):
    optimizer.zero_grad()
    for epoch in range(epochs):
        total = 0.0
        for i, (inputs, targets) in enumerate(loader, 1):
            loss = criterion(model(inputs), targets)
            loss.div(window).backward()
            total = total + loss.detach()
            if i % window == 0:
                optimizer.step()
                optimizer.zero_grad()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=14)
    train(**parts)
    print(given.measure(parts["model"]))
