from torch.nn.utils import clip_grad_norm_


def gradients(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    return loss


def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        for x, y in loader:
            gradients(model, criterion, optimizer, x, y)
            clip_grad_norm_(model.parameters(), max_norm)
            loss = gradients(model, criterion, optimizer, x, y)  # HERE
            optimizer.step()
        print(epoch, loss.item())
