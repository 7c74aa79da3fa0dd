class Tr:
    def __call__(self, model, criterion, optimizer, loader, epochs):
        self.__dict__.update(locals())
        for self.e in range(epochs):
            for x, y in loader:
                self.step(x, y)
    def step(self, x, y):
        self.optimizer.zero_grad(); l = self.criterion(self.model(x), y); l.backward(); self.optimizer.step()
train = Tr()
