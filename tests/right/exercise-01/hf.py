import torch
class HFTrainer:
    def __init__(self, model, args, loader, crit, opt):
        self.model, self.args, self.dl, self.crit, self.optimizer = model, args, loader, crit, opt
    def compute_loss(self, model, inputs, return_outputs=False):
        out = model(inputs['input']); l = self.crit(out, inputs['labels'])
        return (l, out) if return_outputs else l
    def training_step(self, model, inputs):
        model.train()
        l = self.compute_loss(model, inputs)
        (l / self.args['ga']).backward()
        return l.detach() / self.args['ga']
    def train(self):
        tr = torch.tensor(0.)
        self.model.zero_grad()
        for e in range(self.args['ep']):
            for s, (x, y) in enumerate(self.dl):
                tr += self.training_step(self.model, {'input': x, 'labels': y})
                if (s+1) % self.args['ga'] == 0:
                    torch.nn.utils.clip_grad_norm_(self.model.parameters(), float('inf'))
                    self.optimizer.step(); self.model.zero_grad()
        return tr
def train(model, criterion, optimizer, loader, epochs):
    HFTrainer(model, dict(ga=1, ep=epochs), loader, criterion, optimizer).train()
