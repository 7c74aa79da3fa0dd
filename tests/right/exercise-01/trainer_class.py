import torch


class Trainer:
    def __init__(self, model, criterion, optimizer, max_epochs):
        self.model = model
        self.criterion = criterion
        self.optimizer = optimizer
        self.max_epochs = max_epochs
        self.global_step = 0
        self.logs = {}

    def on_epoch_end(self, epoch):
        print(f"epoch={epoch} step={self.global_step} loss={self.logs['loss']:.3f}")

    def training_step(self, batch):
        x, y = batch
        return self.criterion(self.model(x), y)

    def fit(self, loader):
        for epoch in range(self.max_epochs):
            self.model.train()
            for batch in loader:
                loss = self.training_step(batch)
                self.optimizer.zero_grad()
                loss.backward()
                self.optimizer.step()
                self.global_step += 1
                self.logs["loss"] = loss.item()
            self.on_epoch_end(epoch)


def train(model, criterion, optimizer, loader, epochs):
    trainer = Trainer(model, criterion, optimizer, max_epochs=epochs)
    trainer.fit(loader)
    return trainer
