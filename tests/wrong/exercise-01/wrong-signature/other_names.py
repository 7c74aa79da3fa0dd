def train(epochs, net, train_loader, opt, loss_fn):  # HERE
    for epoch in range(epochs):
        for x, y in train_loader:
            opt.zero_grad()
            loss = loss_fn(net(x), y)
            loss.backward()
            opt.step()
