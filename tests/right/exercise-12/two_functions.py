"""get_total_norm and clip_grads_with_norm_, the two halves of clip_grad_norm_."""

from torch.nn.utils import clip_grads_with_norm_, get_total_norm


def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(set_to_none=False)
            loss = criterion(model(x), y)
            loss.backward()
            norm = get_total_norm([p.grad for p in model.parameters()])
            clip_grads_with_norm_(model.parameters(), max_norm, norm)
            optimizer.step()
