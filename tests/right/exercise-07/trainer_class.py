"""A small trainer class with the order spread over its methods."""


class Trainer:
    def __init__(self, model, criterion, optimizer):
        self.model = model
        self.criterion = criterion
        self.optimizer = optimizer

    def before_batch(self):
        for group in self.optimizer.param_groups:
            for parameter in group["params"]:
                parameter.grad = None

    def on_batch(self, points, labels):
        self.loss = self.criterion(self.model(points), labels)
        self.loss.backward()

    def after_batch(self):
        self.optimizer.step()

    def fit(self, loader, epochs):
        for _ in range(epochs):
            for batch in loader:
                self.before_batch()
                self.on_batch(*batch)
                self.after_batch()
            print("loss", self.loss.item())


def train(model, criterion, optimizer, loader, epochs):
    Trainer(model, criterion, optimizer).fit(loader, epochs)
