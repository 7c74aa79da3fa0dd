class CancelBatch(Exception): pass
class CB:
    def __call__(self, n): f = getattr(self, n, None); return f and f()
class Rec(CB):
    def after_loss(self): self.l.losses.append(self.l.loss.item())
class Learner:
    def __init__(s, m, dl, crit, opt, cbs):
        s.model, s.dl, s.loss_func, s.opt, s.cbs, s.losses = m, dl, crit, opt, cbs, []
        for c in cbs: c.l = s
    def __call__(s, n):
        for c in s.cbs: c(n)
    def one_batch(s):
        s('before_batch'); s.pred = s.model(s.xb); s('after_pred')
        s.loss = s.loss_func(s.pred, s.yb); s('after_loss')
        s.loss.backward(); s('after_backward'); s.opt.step(); s('after_step'); s.opt.zero_grad(); s('after_batch')
    def fit(s, n):
        s.opt.zero_grad()
        for s.epoch in range(n):
            for s.i, (s.xb, s.yb) in enumerate(s.dl):
                try: s.one_batch()
                except CancelBatch: pass
def train(model, criterion, optimizer, loader, epochs):
    L = Learner(model, loader, criterion, optimizer, [Rec()]); L.fit(epochs)
