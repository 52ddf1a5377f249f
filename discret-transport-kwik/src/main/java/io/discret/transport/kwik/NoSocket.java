package io.discret.transport.kwik;

import java.io.FileDescriptor;
import java.net.DatagramPacket;
import java.net.DatagramSocketImpl;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;

/** Stand below a {@link VirtualSocket}, so that the JDK opens no socket of the system for it. Immutable. */
final class NoSocket extends DatagramSocketImpl {
    @Override
    protected void create() {}

    @Override
    protected void close() {}

    @Override
    protected void bind(int port, InetAddress address) throws SocketException {
        throw none();
    }

    @Override
    protected void send(DatagramPacket packet) throws SocketException {
        throw none();
    }

    @Override
    protected int peek(InetAddress address) throws SocketException {
        throw none();
    }

    @Override
    protected int peekData(DatagramPacket packet) throws SocketException {
        throw none();
    }

    @Override
    protected void receive(DatagramPacket packet) throws SocketException {
        throw none();
    }

    @Override
    @Deprecated
    protected void setTTL(byte ttl) throws SocketException {
        throw none();
    }

    @Override
    @Deprecated
    protected byte getTTL() throws SocketException {
        throw none();
    }

    @Override
    protected void setTimeToLive(int ttl) throws SocketException {
        throw none();
    }

    @Override
    protected int getTimeToLive() throws SocketException {
        throw none();
    }

    @Override
    protected void join(InetAddress group) throws SocketException {
        throw none();
    }

    @Override
    protected void leave(InetAddress group) throws SocketException {
        throw none();
    }

    @Override
    protected void joinGroup(SocketAddress group, NetworkInterface networkInterface) throws SocketException {
        throw none();
    }

    @Override
    protected void leaveGroup(SocketAddress group, NetworkInterface networkInterface) throws SocketException {
        throw none();
    }

    @Override
    public void setOption(int option, Object value) throws SocketException {
        throw none();
    }

    @Override
    public Object getOption(int option) throws SocketException {
        throw none();
    }

    @Override
    protected FileDescriptor getFileDescriptor() {
        return new FileDescriptor();
    }

    private static SocketException none() {
        return new SocketException("This socket has no socket of the system.");
    }
}
