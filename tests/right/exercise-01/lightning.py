import torch
class LitModule:
    def __init__(self, model, crit, opt): self.model, self.crit, self.opt = model, crit, opt
    def training_step(self, batch, i): x, y = batch; return {'loss': self.crit(self.model(x), y)}
    def configure_optimizers(self): return self.opt
class Trainer:
    def __init__(self, max_epochs): self.max_epochs = max_epochs; self.global_step = 0
    def fit(self, mod, dl):
        opt = mod.configure_optimizers()
        mod.model.eval()
        with torch.no_grad():
            for i, b in enumerate(dl):
                if i == 2: break
                mod.training_step(b, i)
        mod.model.train()
        for self.current_epoch in range(self.max_epochs):
            for i, b in enumerate(dl):
                def closure():
                    out = mod.training_step(b, i)
                    opt.zero_grad()
                    out['loss'].backward()
                    return out['loss']
                opt.step(closure=closure)
                self.global_step += 1
def train(model, criterion, optimizer, loader, epochs):
    Trainer(epochs).fit(LitModule(model, criterion, optimizer), loader)
