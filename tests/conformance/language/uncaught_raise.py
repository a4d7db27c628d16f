raise ValueError('a message with "quotes" and 5')
