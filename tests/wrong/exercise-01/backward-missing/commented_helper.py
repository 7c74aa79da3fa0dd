class Learner:
    def __init__(self, net, loss_fn, opt):
        self.net, self.loss_fn, self.opt = net, loss_fn, opt

    def one_batch(self, xb, yb):
        self.opt.zero_grad()
        loss = self.loss_fn(self.net(xb), yb)  # HERE
        # loss.backward()
        self.opt.step()
        return loss.item()

def train(model, criterion, optimizer, loader, epochs):
    learn = Learner(model, criterion, optimizer)
    for e in range(epochs):
        print(e, sum(learn.one_batch(x, y) for x, y in loader))
