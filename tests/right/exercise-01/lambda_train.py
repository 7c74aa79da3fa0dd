def _t(**kw):
    m, c, o, d, n = (kw[k] for k in ('model', 'criterion', 'optimizer', 'loader', 'epochs'))
    for e in range(n):
        for x, y in d:
            o.zero_grad(); l = c(m(x), y); l.backward(); o.step()
train = lambda **kw: _t(**kw)
