from torch.nn.utils import clip_grad_norm_


def train(model, criterion, optimizer, loader, epochs, max_norm):
    def clipped_step():
        clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()

    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            clipped_step()
            optimizer.step()  # HERE
