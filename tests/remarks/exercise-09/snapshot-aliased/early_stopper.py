import given


class Best:
    def __init__(self):
        self.loss = float("inf")
        self.weights = None

    def update(self, loss, model):
        if loss < self.loss:
            self.loss = loss
            self.weights = model.state_dict()  # HERE


def train(model, criterion, optimizer, loader, epochs):
    best = Best()
    for epoch in range(epochs):
        total = 0.0
        for inputs, targets in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), targets)
            loss.backward()
            optimizer.step()
            total += loss.item()
        best.update(total / len(loader), model)
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
    model.load_state_dict(best.weights)


if __name__ == "__main__":
    parts = given.build(seed=3)
    train(**parts)
    print(given.measure(parts["model"]))
