// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/unit_dialog.h"

#include "app/desk/on_main.h"
#include "app/desk/parts.h"

#include <QCompleter>
#include <QFormLayout>
#include <QInputDialog>
#include <QMessageBox>
#include <QSpinBox>

#include <algorithm>

namespace detent::desk {

namespace {
QString addressForms() {
    return UnitDialog::tr("serial:PATH, midi:OUT,in=IN, tcp:HOST:PORT, udp:HOST:PORT, virtual or none");
}
}  // namespace

UnitDialog::UnitDialog(Desk& desk, QWidget* parent)
    : QDialog(parent),
      m_desk(desk),
      m_profile(new Choice(tr("What it is"))),
      m_name(new QLineEdit),
      m_link(new Choice(tr("Wired to"))),
      m_params(new QFormLayout),
      m_fault(makeLabel("", "bad")),
      m_add(makeButton(tr("Add to the rack"), "main")) {
    setWindowTitle(tr("Add a unit"));
    setAttribute(Qt::WA_DeleteOnClose);
    fillProfiles();
    m_name->setAccessibleName(tr("Name"));
    m_link->setEditable(true);
    m_link->lineEdit()->setPlaceholderText(addressForms());
    m_link->setMinimumWidth(desk.look.px(460));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(20, 20, 20, 20);
    form->setSpacing(12);
    form->addRow(tr("What it is"), m_profile);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Wired to"), m_link);
    form->addRow(m_params);
    form->addRow(m_fault);
    form->addRow(m_add);
    m_fault->setWordWrap(true);
    m_fault->hide();
    m_add->setDefault(true);
    connect(m_profile, &QComboBox::currentIndexChanged, this, [this] { profileChosen(); });
    connect(m_add, &QPushButton::clicked, this, [this] { take(); });
    profileChosen();
}

/// By maker and model; any part of them finds one.
void UnitDialog::fillProfiles() {
    std::vector<profiles::ProfilePtr> all = m_desk.services.profiles->all();
    const auto name = [](const profiles::Profile& p) { return QString::fromStdString(p.maker + " " + p.model); };
    std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) {
        return QString::compare(name(*a), name(*b), Qt::CaseInsensitive) < 0;
    });
    for (const auto& profile : all) m_profile->addItem(name(*profile), QString::fromStdString(profile->id));
    m_profile->setEditable(true);
    m_profile->setInsertPolicy(QComboBox::NoInsert);
    m_profile->setMaxVisibleItems(16);
    m_profile->lineEdit()->setAccessibleName(tr("What it is"));
    m_profile->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_profile->completer()->setFilterMode(Qt::MatchContains);
}

QString UnitDialog::freeName(const profiles::Profile& profile) const {
    const QString base = QString::fromStdString(profile.model);
    const auto taken = [this](const QString& name) {
        for (const auto& known : m_desk.rack.units())
            if (name == QString::fromStdString(known.unit.name)) return true;
        return false;
    };
    QString name = base;
    for (int n = 2; taken(name); ++n) name = QString("%1 %2").arg(base).arg(n);
    return name;
}

void UnitDialog::profileChosen() {
    const auto profile = m_desk.services.profiles->find(m_profile->currentData().toString().toStdString());
    m_add->setEnabled(profile != nullptr);
    if (!profile) return;
    if (m_name->text().isEmpty() || m_name->text() == m_proposed) m_name->setText(m_proposed = freeName(*profile));
    showParams(*profile);
    m_link->clear();
    if (!m_desk.services.scan) return;
    m_link->lineEdit()->setPlaceholderText(tr("Looking for what is plugged in…"));
    const int scan = ++m_scan;
    m_desk.jobs.run(
        tr("Looking for what is plugged in"), this,
        [look = m_desk.services.scan, profile](const dsp::Progress&) { return look(*profile); },
        [this, scan](const std::vector<FoundLink>& links) {
            if (scan == m_scan) linksFound(links);
        });
}

void UnitDialog::showParams(const profiles::Profile& profile) {
    while (m_params->rowCount() > 0) m_params->removeRow(0);
    m_params->setSpacing(12);
    for (const profiles::Param& param : profile.params) {
        const QString label = QString::fromStdString(param.label.empty() ? param.id : param.label);
        QWidget* field = nullptr;
        if (param.isText) {
            field = new QLineEdit(QString::fromStdString(param.defaultText));
        } else {
            auto* number = new QSpinBox;
            number->setRange(static_cast<int>(param.min), static_cast<int>(param.max));
            number->setValue(static_cast<int>(param.defaultValue));
            number->setButtonSymbols(QAbstractSpinBox::NoButtons);
            field = number;
        }
        field->setObjectName(QString::fromStdString(param.id));
        field->setAccessibleName(label);
        m_params->addRow(label, field);
    }
    adjustSize();
}

profiles::ParamValues UnitDialog::params(const profiles::Profile& profile) const {
    profiles::ParamValues values = profile.defaultParams();
    for (const profiles::Param& param : profile.params) {
        const QString id = QString::fromStdString(param.id);
        if (const auto* number = findChild<QSpinBox*>(id)) values[param.id] = number->value();
        if (const auto* text = findChild<QLineEdit*>(id); text && param.isText) values.texts[param.id] = text->text().toStdString();
    }
    return values;
}

void UnitDialog::linksFound(const std::vector<FoundLink>& links) {
    m_link->lineEdit()->setPlaceholderText(addressForms());
    const QString typed = m_link->currentText();
    for (const FoundLink& link : links)
        m_link->addItem(QString::fromStdString(link.label), QString::fromStdString(link.address));
    if (!typed.isEmpty()) m_link->setEditText(typed);
}

void UnitDialog::take() {
    const auto profile = m_desk.services.profiles->find(m_profile->currentData().toString().toStdString());
    const int known = m_link->findText(m_link->currentText());
    const QString address = known >= 0 ? m_link->itemData(known).toString() : m_link->currentText().trimmed();
    const auto link = profiles::LinkAddress::parse(address.isEmpty() ? "none" : address.toStdString());
    const QString name = m_name->text().trimmed();
    const QString typed = m_profile->currentText();
    const QString fault = typed != m_profile->itemText(m_profile->currentIndex())
                              ? tr("No profile is called %1; choose one of the list").arg(typed)
                          : name.isEmpty() ? tr("Give the unit a name")
                          : !link        ? QString::fromStdString(link.problem().text())
                                         : QString();
    m_fault->setText(fault);
    m_fault->setVisible(!fault.isEmpty());
    if (!fault.isEmpty()) return;
    recall::Unit unit;
    unit.name = name.toStdString();
    unit.profileId = profile->id;
    unit.link = link->text();
    unit.params = params(*profile);
    m_desk.rack.add(unit);
    accept();
}

void askName(Desk& desk, const recall::UnitId& unit, QWidget* parent) {
    const recall::KnownUnit* known = desk.rack.find(unit);
    if (!known) return;
    auto* dialog = new QInputDialog(parent->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(UnitDialog::tr("Rename"));
    dialog->setLabelText(UnitDialog::tr("Name of the unit"));
    dialog->setTextValue(QString::fromStdString(known->unit.name));
    QObject::connect(dialog, &QInputDialog::textValueSelected, &desk.rack, [&desk, unit](const QString& name) {
        if (!name.trimmed().isEmpty()) desk.rack.rename(unit, name.trimmed());
    });
    dialog->open();
}

void askRetire(Desk& desk, const recall::UnitId& unit, QWidget* parent) {
    const recall::KnownUnit* known = desk.rack.find(unit);
    if (!known) return;
    auto* box = new QMessageBox(QMessageBox::NoIcon, UnitDialog::tr("Retire"), {}, QMessageBox::Cancel, parent->window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setText(UnitDialog::tr("Retire %1?").arg(QString::fromStdString(known->unit.name)));
    box->setInformativeText(
        UnitDialog::tr("It leaves the rack and cannot be brought back by undo. Its snapshots and prints stay."));
    QPushButton* retire = box->addButton(UnitDialog::tr("Retire"), QMessageBox::DestructiveRole);
    QObject::connect(retire, &QPushButton::clicked, &desk.rack, [&desk, unit] { desk.rack.retire(unit); });
    box->open();
}

}  // namespace detent::desk
