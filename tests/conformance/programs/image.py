import numpy as np
image = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
red, flipped, cropped, small = image[..., 0], image[:, ::-1], image[1:3, 2:5], image[::2, ::2]
for view in (red, flipped, cropped, small):
    print(view.shape, view.strides, np.shares_memory(view, image))
grey = image.mean(axis=2)
print(grey[0], grey.dtype, (255 - image)[0, 0], image.transpose(2, 0, 1).strides, np.rot90(image).strides)
bright = np.clip(image.astype(int) * 5, 0, 255).astype(np.uint8)
print(bright[3, 5], (image * 5)[3, 5], image[image > 60].size, image.max(axis=(0, 1)))
