### floor
