// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/network_port.h"

#include <QHostInfo>
#include <QNetworkDatagram>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QUdpSocket>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace detent::links {
namespace {

using Clock = std::chrono::steady_clock;
using Endpoint = profiles::LinkAddress::Endpoint;
using Milliseconds = std::chrono::milliseconds;

std::string placeOf(const char* kind, const Endpoint& place) {
    return std::string(kind) + " " + place.text();
}

Problem cannotListen(const std::string& place, const QAbstractSocket::SocketError error, const QString& said) {
    if (error == QAbstractSocket::AddressInUseError)
        return {Fault::Link, place + " is in use by another program", "close it there, or choose another port"};
    if (error == QAbstractSocket::SocketAddressNotAvailableError)
        return {Fault::Link, "this computer has no address for " + place, "give one that it has, or 0.0.0.0 for all of them"};
    return {Fault::Link, "cannot listen at " + place + " (" + said.toStdString() + ")", "choose another port"};
}

/// One of this computer's, or all of them.
Result<QHostAddress> addressOf(const Endpoint& near) {
    const QHostAddress address(near.host == "localhost" ? QString("127.0.0.1") : QString::fromStdString(near.host));
    if (!address.isNull()) return address;
    return Problem{Fault::Usage, "\"" + near.host + "\" is no address to listen at", "give one that this computer has, or 0.0.0.0 for all of them"};
}

/// A thread with Qt's event loop; sockets live on it and are touched nowhere else.
class SocketThread : public NetworkPort {
public:
    explicit SocketThread(Ears ears) : m_ears(std::move(ears)) {
        m_home.moveToThread(&m_thread);
        m_thread.start();
    }

protected:
    /// Runs `what` on the thread and returns when it has.
    template <typename What>
    void there(What what) {
        bool done = false;
        {
            const std::lock_guard lock(m_mutex);
            m_jobs.push_back([&] {
                what();
                change([&] { done = true; });
            });
        }
        wakeSocketThread();
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return done; });
    }
    /// Every concrete port calls it first in its destructor, with what destroys its sockets.
    template <typename What>
    void end(What what) {
        there(std::move(what));
        m_thread.quit();
        m_thread.wait();
    }
    /// Waits on the caller's thread until `done`, which is read under the mutex, or `stop`. False when `waitMs` have passed.
    template <typename Done>
    bool await(int waitMs, const std::atomic<bool>& stop, Done done) {
        constexpr Milliseconds kSlice{20};
        const auto until = Clock::now() + Milliseconds(waitMs);
        std::unique_lock lock(m_mutex);
        while (!done() && !stop) {
            if (Clock::now() >= until) return false;
            m_changed.wait_for(lock, kSlice, done);
        }
        return true;
    }
    template <typename Change>
    void change(Change how) {
        {
            const std::lock_guard lock(m_mutex);
            how();
        }
        m_changed.notify_all();
    }

    Ears m_ears;
    QObject m_home;
    std::mutex m_mutex;

private:
    /// Qt's queue carries nothing but the call: what one thread tells the other goes by our own mutex, which the thread
    /// sanitizer can see (tests/support/tsan.supp).
    void wakeSocketThread() {
        QMetaObject::invokeMethod(&m_home, [this] { work(); }, Qt::QueuedConnection);
    }
    void work() {
        std::unique_lock lock(m_mutex);
        while (!m_jobs.empty()) {
            const auto job = std::move(m_jobs.front());
            m_jobs.pop_front();
            lock.unlock();
            job();
            lock.lock();
        }
    }

    std::deque<std::function<void()>> m_jobs;
    std::condition_variable m_changed;
    QThread m_thread;
};

/// One TCP connection, made by us or by a client.
class TcpStream {
public:
    struct Told {
        std::function<void(qint64 unsent)> moved;
        std::function<void(const QString& why)> ended;
    };

    TcpStream(QTcpSocket& socket, const NetworkPort::Ears& ears, Told told) : m_socket(socket), m_told(std::move(told)) {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this, &ears] { hear(ears); });
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, [this] { m_told.moved(m_socket.bytesToWrite()); });
        QObject::connect(&socket, &QTcpSocket::disconnected, &socket, [this, &ears] {
            hear(ears);
            m_told.ended(m_socket.errorString());
        });
        socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    }

private:
    void hear(const NetworkPort::Ears& ears) {
        const QByteArray bytes = m_socket.readAll();
        if (!bytes.isEmpty()) ears.received(bytes.toStdString(), Clock::now());
    }

    QTcpSocket& m_socket;
    Told m_told;
};

class TcpClient final : public SocketThread {
public:
    TcpClient(const Endpoint& far, Ears ears) : SocketThread(std::move(ears)), m_place(placeOf("TCP", far)) {
        there([this, far] {
            m_socket = std::make_unique<QTcpSocket>();
            m_socket->setProxy(QNetworkProxy::NoProxy);
            QObject::connect(m_socket.get(), &QTcpSocket::connected, m_socket.get(), [this] { connected(); });
            QObject::connect(m_socket.get(), &QTcpSocket::errorOccurred, m_socket.get(), [this] { failed(); });
            m_socket->connectToHost(QString::fromStdString(far.host), static_cast<quint16>(far.port));
        });
    }
    ~TcpClient() override {
        end([this] {
            m_socket->disconnect();
            m_socket.reset();  // flushes nothing: what was written has left
        });
    }

    Result<void> awaitConnection(const std::atomic<bool>& stop) {
        if (!await(kConnectWaitMs, stop, [this] { return m_connected || m_fault; }))
            return Problem{Fault::Link, m_place + " does not answer", "check its power, its cable and its address"};
        const std::lock_guard lock(m_mutex);
        if (m_fault && !m_connected) return *m_fault;
        if (!m_connected) return Problem{Fault::Cancelled, m_place + " was not opened: cancelled", "open it again"};
        return {};
    }

    Result<void> write(const std::string& bytes, const std::atomic<bool>& stop) override {
        qint64 before = 0;
        there([&] {
            m_socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
            before = m_socket->bytesToWrite();
            change([&] { m_unsent = before; });
        });
        for (;;) {
            const bool moved = await(kWriteWaitMs, stop, [&] { return m_unsent == 0 || m_ended || m_unsent < before; });
            const std::lock_guard lock(m_mutex);
            if (m_ended) return gone();
            if (m_unsent == 0 || stop) return {};
            if (!moved) return Problem{Fault::Link, m_place + " takes no bytes", "check the unit and its cable"};
            before = m_unsent;
        }
    }

private:
    void connected() {
        m_stream.emplace(*m_socket, m_ears,
                         TcpStream::Told{[this](qint64 unsent) { change([&] { m_unsent = unsent; }); },
                                         [this](const QString&) {
                                             change([&] { m_ended = true; });
                                             m_ears.lost(gone().text());
                                         }});
        change([this] { m_connected = true; });
    }

    void failed() {
        const QString said = m_socket->errorString();
        const auto error = m_socket->error();
        change([&] {
            if (error == QAbstractSocket::ConnectionRefusedError)
                m_fault = Problem{Fault::Link, m_place + " refuses the connection",
                                  "check its port number and that no other program is connected to it"};
            else if (error == QAbstractSocket::HostNotFoundError)
                m_fault = Problem{Fault::Link, m_place + ": there is no such host", "check its name, or give its address"};
            else
                m_fault = Problem{Fault::Link, m_place + " cannot be reached (" + said.toStdString() + ")",
                                  "check its power, its cable and its address"};
        });
    }

    Problem gone() const { return {Fault::Link, m_place + " closed the connection", "check the unit and open it again"}; }

    std::string m_place;
    std::unique_ptr<QTcpSocket> m_socket;
    std::optional<TcpStream> m_stream;
    bool m_connected = false, m_ended = false;  // with m_fault and m_unsent under the mutex
    std::optional<Problem> m_fault;
    qint64 m_unsent = 0;
};

class TcpServer final : public SocketThread {
public:
    explicit TcpServer(Ears ears) : SocketThread(std::move(ears)) {}
    ~TcpServer() override {
        end([this] {
            m_server.reset();
            if (m_client) m_client->disconnect();
            m_stream.reset();
            m_client.reset();
        });
    }

    Result<void> listen(const Endpoint& near) {
        const auto address = addressOf(near);
        if (!address) return address.problem();
        Result<void> done;
        there([&] {
            m_server = std::make_unique<QTcpServer>();
            m_server->setProxy(QNetworkProxy::NoProxy);
            QObject::connect(m_server.get(), &QTcpServer::newConnection, m_server.get(), [this] { welcome(); });
            if (!m_server->listen(*address, static_cast<quint16>(near.port)))
                done = cannotListen(placeOf("TCP", near), m_server->serverError(), m_server->errorString());
        });
        return done;
    }

    Result<void> write(const std::string& bytes, const std::atomic<bool>&) override {
        there([this, &bytes] {
            constexpr qint64 kMostUnread = 1 << 20;
            if (!m_client || m_client->bytesToWrite() > kMostUnread) return;
            m_client->write(bytes.data(), static_cast<qint64>(bytes.size()));
            m_client->flush();
        });
        return {};
    }

private:
    void welcome() {
        while (QTcpSocket* socket = m_server->nextPendingConnection()) {
            std::unique_ptr<QTcpSocket> guest(socket);
            guest->setParent(nullptr);
            if (m_client) m_client->waitForReadyRead(0);  // it may have left a moment ago
            if (m_client) continue;
            m_client = std::move(guest);
            m_ears.joined();
            m_stream.emplace(*m_client, m_ears, TcpStream::Told{[](qint64) {}, [this](const QString&) { leave(); }});
        }
    }
    void leave() {
        m_client.release()->deleteLater();  // it is the one that calls
    }

    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<QTcpSocket> m_client;
    std::optional<TcpStream> m_stream;
};

class UdpPort final : public SocketThread {
public:
    UdpPort(std::string place, Ears ears) : SocketThread(std::move(ears)), m_place(std::move(place)) {}
    ~UdpPort() override {
        end([this] { m_socket.reset(); });
    }

    /// The address of `far`, which alone is heard from then on.
    Result<void> aim(const Endpoint& far, const std::atomic<bool>& stop) {
        there([this, far] {
            m_farPort = far.port;
            QHostInfo::lookupHost(QString::fromStdString(far.host), &m_home, [this](const QHostInfo& info) { found(info); });
        });
        const bool looked = await(kConnectWaitMs, stop, [this] { return m_lookedUp; });
        const std::lock_guard lock(m_mutex);
        if (looked && m_lookedUp && !m_far.isNull()) return {};
        if (looked && !m_lookedUp) return Problem{Fault::Cancelled, m_place + " was not opened: cancelled", "open it again"};
        return Problem{Fault::Link, m_place + ": there is no such host", "check its name, or give its address"};
    }

    /// Where replies of `far` arrive.
    Result<void> bindFor(int port) {
        const bool v4 = m_far.protocol() == QAbstractSocket::IPv4Protocol;
        return bind(v4 ? QHostAddress::AnyIPv4 : QHostAddress::AnyIPv6, port, "UDP port " + std::to_string(port));
    }

    Result<void> bind(const QHostAddress& near, int port, const std::string& place) {
        Result<void> done;
        there([&] {
            m_socket = std::make_unique<QUdpSocket>();
            m_socket->setProxy(QNetworkProxy::NoProxy);
            QObject::connect(m_socket.get(), &QUdpSocket::readyRead, m_socket.get(), [this] { hear(); });
            if (!m_socket->bind(near, static_cast<quint16>(port), QAbstractSocket::DontShareAddress))
                done = cannotListen(place, m_socket->error(), m_socket->errorString());
        });
        return done;
    }

    Result<void> write(const std::string& bytes, const std::atomic<bool>&) override {
        Result<void> done;
        there([&] {
            if (m_farPort == 0) return;  // nobody has spoken yet
            const qint64 sent = m_socket->writeDatagram(bytes.data(), static_cast<qint64>(bytes.size()), m_far,
                                                        static_cast<quint16>(m_farPort));
            if (sent == static_cast<qint64>(bytes.size())) return;
            const bool large = m_socket->error() == QAbstractSocket::DatagramTooLargeError;
            const std::string size = std::to_string(bytes.size());
            done = large
                       ? Problem{Fault::Link, m_place + ": a message of " + size + " bytes does not fit into a datagram",
                                 "send less at once"}
                       : Problem{Fault::Link, m_place + " cannot be reached (" + m_socket->errorString().toStdString() + ")",
                                 "check the network cable and its address"};
        });
        return done;
    }

private:
    void found(const QHostInfo& info) {
        const auto all = info.addresses();
        const auto v4 = std::find_if(
            all.begin(), all.end(), [](const QHostAddress& one) { return one.protocol() == QAbstractSocket::IPv4Protocol; });
        change([&] {
            m_far = v4 != all.end() ? *v4 : all.isEmpty() ? QHostAddress() : all.front();
            m_isAimed = m_lookedUp = true;
        });
    }

    void hear() {
        while (m_socket->hasPendingDatagrams()) {
            const QNetworkDatagram datagram = m_socket->receiveDatagram();
            const auto at = Clock::now();
            if (!datagram.isValid()) continue;
            if (m_isAimed && !datagram.senderAddress().isEqual(m_far)) continue;
            if (!m_isAimed) {
                m_far = datagram.senderAddress();
                m_farPort = datagram.senderPort();
            }
            m_ears.received(datagram.data().toStdString(), at);
        }
    }

    std::string m_place;
    std::unique_ptr<QUdpSocket> m_socket;
    QHostAddress m_far;  // with m_farPort and m_isAimed on the thread; written there under the mutex until bound
    int m_farPort = 0;   // 0: nobody yet
    bool m_isAimed = false, m_lookedUp = false;
};

}  // namespace

NetworkPort::Opened connectTcp(const Endpoint& far, NetworkPort::Ears ears, const std::atomic<bool>& stop) {
    auto client = std::make_unique<TcpClient>(far, std::move(ears));
    if (auto connected = client->awaitConnection(stop); !connected) return connected.problem();
    return std::unique_ptr<NetworkPort>(std::move(client));
}

NetworkPort::Opened openUdp(const Endpoint& far, int listen, NetworkPort::Ears ears, const std::atomic<bool>& stop) {
    auto port = std::make_unique<UdpPort>(placeOf("UDP", far), std::move(ears));
    if (auto aimed = port->aim(far, stop); !aimed) return aimed.problem();
    if (auto bound = port->bindFor(listen); !bound) return bound.problem();
    return std::unique_ptr<NetworkPort>(std::move(port));
}

NetworkPort::Opened listenTcp(const Endpoint& near, NetworkPort::Ears ears) {
    auto server = std::make_unique<TcpServer>(std::move(ears));
    if (auto listening = server->listen(near); !listening) return listening.problem();
    return std::unique_ptr<NetworkPort>(std::move(server));
}

NetworkPort::Opened listenUdp(const Endpoint& near, NetworkPort::Ears ears) {
    const auto address = addressOf(near);
    if (!address) return address.problem();
    const std::string place = placeOf("UDP", near);
    auto udp = std::make_unique<UdpPort>(place, std::move(ears));
    if (auto bound = udp->bind(*address, near.port, place); !bound) return bound.problem();
    return std::unique_ptr<NetworkPort>(std::move(udp));
}

}  // namespace detent::links
